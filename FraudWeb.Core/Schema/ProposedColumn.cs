using System.Buffers;
using System.Globalization;
using System.Text;

namespace FraudWeb.Core.Schema;

/// <summary>What is known about one column of a file that a schema is proposed for.</summary>
/// <param name="name">The name in the header.</param>
/// <param name="maxChoices">The maximum number of choices of a category.</param>
internal sealed class ProposedColumn(string name, int maxChoices)
{
    // A column with more numbers or times than this share is one of them with a few bad cells, not a category.
    private const double Mostly = 0.9;

    // Enough to tell a label's texts, also if categories are limited to fewer choices.
    private const int MinTexts = 100;

    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789,.' $€£¥%");
    private static readonly SearchValues<char> Decorations = SearchValues.Create(",'$€£¥%");

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<ulong>? _distinct = new ColumnName(name).SaysId ? [] : null;
    private long _empty;
    private long _markers;
    private long _values;
    private long _numbers;
    private long _times;
    private long _numberLike;
    private long _recent;
    private long _compact;
    private long _looksLikeTime;
    private long _withTimeOfDay;
    private bool _repeats;
    private bool _onlyYesNo = true;
    private bool _onlyWhole = true;
    private (long Line, string Text)? _notNumber;
    private (long Line, string Text)? _notTime;
    private long _cardLine;
    private long _choiceCardLine;
    private (long Line, string Text)? _tooLarge;

    public string Name => name;

    /// <summary>What the name says.</summary>
    public ColumnName Says { get; } = new(name);

    /// <summary>The different texts, without outer spaces; the first ones, if there are too many for a category.</summary>
    public IReadOnlyCollection<string> Texts => _texts;

    /// <summary>Whether any row has a value.</summary>
    public bool HasValues => _values > 0;

    /// <summary>Whether no row lacks a value.</summary>
    public bool IsComplete => _empty + _markers == 0;

    /// <summary>Whether a schema may name the column.</summary>
    public bool CanBeNamed => name.Length > 0 && !CardNumbers.IsInName(name);

    /// <summary>Whether the column identifies something, by its name.</summary>
    public bool IsId => _distinct is not null;

    /// <summary>Whether each row has another value. Known only for columns that identify something.</summary>
    public bool IsUnique => _distinct is not null && !_repeats && _values > 0;

    /// <summary>Whether all values are times: texts, or recent numbers in a column whose name says so.</summary>
    public bool IsTime => _values > 0 && (_times == _values || (_recent == _values && Says.SaysTime));

    /// <summary>Whether the values are times, or look like times that can't be read.</summary>
    public bool IsMeantAsTime => IsTime || (_values > 0
        && (_looksLikeTime > Mostly * _values || _compact == _values || (Says.SaysTime && _numbers == 0 && Kind is null)));

    /// <summary>Whether most of the times have a time of day.</summary>
    public bool IsPrecise => _recent == _values || 2 * _withTimeOfDay > _values;

    /// <summary>Whether 0 and 1 are proposed as a number, because there may be others tomorrow.</summary>
    public bool IsZeroOneNumber => Kind == FieldKind.Number && _onlyYesNo;

    /// <summary>Whether NA and the like are read as missing values.</summary>
    public bool HasMarkers => _markers > 0 && Kind is not (null or FieldKind.Category);

    /// <summary>The proposed kind; null if the values fit none.</summary>
    public FieldKind? Kind => _values == 0 ? null
        : _numbers == _values ? KindOfNumbers
        : _onlyYesNo ? FieldKind.Flag
        : _texts.Count <= maxChoices ? FieldKind.Category
        : null;

    private FieldKind KindOfNumbers => _onlyYesNo && Says.SaysFlag ? FieldKind.Flag
        : _onlyWhole && Says.SaysCount ? FieldKind.Integer
        : FieldKind.Number;

    /// <summary>Adds a cell.</summary>
    public void See(ReadOnlySpan<byte> cell, long line)
    {
        Span<char> buffer = cell.Length <= 256 ? stackalloc char[cell.Length] : new char[cell.Length];
        ReadOnlySpan<char> text = buffer[..Encoding.UTF8.GetChars(cell, buffer)].Trim();
        if (text.IsEmpty)
        {
            _empty++;
            return;
        }

        if (_texts.Count <= Math.Max(maxChoices, MinTexts))
        {
            _texts.GetAlternateLookup<ReadOnlySpan<char>>().Add(text);
        }

        if (MissingText.Is(text))
        {
            _markers++;
            return;
        }

        _values++;
        _repeats |= _distinct is not null && !_repeats && !_distinct.Add(Hash(text));
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            SeeNumber(text, number, line);
        }
        else
        {
            SeeText(text, cell, line);
        }
    }

    /// <summary>Returns why the column is no input; null if it is one.</summary>
    public string? GetExclusion()
    {
        // pandas names the index that another file was saved with.
        if (name.Length == 0 || name.StartsWith("Unnamed: ", StringComparison.Ordinal))
        {
            return "have no name (the index of a data frame, or separators at the end of the lines)";
        }

        if (string.IsNullOrWhiteSpace(name) || name.Length > SchemaFaults.MaxNameLength || name.Any(char.IsControl))
        {
            return $"have names that are longer than {SchemaFaults.MaxNameLength} characters or contain control characters; rename them";
        }

        return CardNumbers.IsInName(name) ? "contain card numbers (the header looks like one)"
            : (Kind == FieldKind.Category ? Math.Max(_cardLine, _choiceCardLine) : _cardLine) is > 0 and var line
                ? FormattableString.Invariant($"contain card numbers (line {line} looks like one)")
            : IsId ? IsUnique ? "are ids" : "are ids of something else than the transaction (values repeat)"
            : _values == 0 ? "are empty in every row"
            : _numbers == _values ? NumberExclusion()
            : TextExclusion();
    }

    /// <summary>Returns the proposed field; the column must be an input.</summary>
    public Field Field() => new()
    {
        Name = name,
        Kind = Kind!.Value,
        Choices = Kind == FieldKind.Category ? [.. _texts.Order(StringComparer.Ordinal)] : [],
        Required = Kind == FieldKind.Category ? _empty == 0 : IsComplete,
    };

    private string? NumberExclusion() => _tooLarge is { } large
        ? FormattableString.Invariant($"contain numbers that are too large to be learned from (line {large.Line}: {large.Text})")
        : _compact == _values && _notTime is { } time ? Unreadable(time)
        : null;

    private string? TextExclusion()
    {
        if (IsMeantAsTime && _notTime is { } time)
        {
            return Unreadable(time);
        }

        if (_numbers + _numberLike > Mostly * _values && _notNumber is { } text)
        {
            return FormattableString.Invariant($"contain numbers, but also texts that are none (line {text.Line}: '{text.Text}'); ")
                + "write numbers with a decimal point, without thousands separators and currency";
        }

        return Kind is null
            ? $"have more than {maxChoices} different texts; --max-choices raises the limit"
            : null;
    }

    // 12,345 or $5: a number for people.
    private static bool IsNumberLike(ReadOnlySpan<char> text) =>
        !text.TrimStart("+-").ContainsAnyExcept(NumberLetters) && text.ContainsAnyInRange('0', '9') && text.ContainsAny(Decorations);

    private static string Unreadable((long Line, string Text) time) => FormattableString.Invariant(
        $"contain times that can't be read (line {time.Line}: '{time.Text}'); write them as 2026-01-31 23:59:59");

    // FNV-1a of 64 bits: of ten million ids, two have the same one with a chance of 1 in 370,000.
    private static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 14_695_981_039_346_656_037;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 1_099_511_628_211;
        }

        return hash;
    }

    private void SeeNumber(ReadOnlySpan<char> text, double number, long line)
    {
        _numbers++;
        _onlyWhole &= number == Math.Floor(number);
        _onlyYesNo &= number is 0 or 1;
        _recent += CsvTime.IsRecent(number) ? 1 : 0;
        if (Says.SaysTime && CsvTime.IsCompact(number))
        {
            _compact++;
            _notTime ??= (line, CardNumbers.Shorten(text));
        }

        if (!float.IsFinite((float)number))
        {
            _tooLarge ??= (line, CardNumbers.Shorten(text));
        }

        // A schema refuses choices that look like card numbers, also the digits of a fraction.
        if (_choiceCardLine == 0 && _texts.Count <= maxChoices && CardNumbers.IsInName(text))
        {
            _choiceCardLine = line;
        }

        // The digits of a fraction are no card number. What is one here is refused when the file is read.
        if (_cardLine == 0 && (CardNumbers.Is(number) || (!text.ContainsAnyExceptInRange('0', '9') && CardNumbers.IsInName(text))))
        {
            _cardLine = line;
        }
    }

    private void SeeText(ReadOnlySpan<char> text, ReadOnlySpan<byte> cell, long line)
    {
        _onlyYesNo &= bool.TryParse(text, out _);
        _numberLike += IsNumberLike(text) ? 1 : 0;
        _notNumber ??= (line, CardNumbers.Shorten(text));
        if (_cardLine == 0 && CardNumbers.IsInName(text))
        {
            _cardLine = line;
        }

        var why = "";
        if (CsvTime.LooksLikeTime(text))
        {
            _looksLikeTime++;
            CsvTime.Read(cell, out why);
        }

        if (why is null)
        {
            _times++;
            _withTimeOfDay += text.Contains(':') ? 1 : 0;
        }
        else
        {
            _notTime ??= (line, CardNumbers.Shorten(text));
        }
    }
}
