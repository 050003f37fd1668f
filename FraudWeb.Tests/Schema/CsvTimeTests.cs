using System.Globalization;
using System.Text;
using FraudWeb.Core.Schema;

namespace FraudWeb.Tests.Schema;

public class CsvTimeTests
{
    [Theory]
    [InlineData("2024-01-31 10:00:01+00", "2024-01-31T10:00:01Z")]
    [InlineData("2024-01-31 10:00:01.25-05", "2024-01-31T15:00:01.25Z")]
    [InlineData("2024-01-31 10:00:01+0530", "2024-01-31T04:30:01Z")]
    [InlineData("2024-01-31 10:00:01 UTC", "2024-01-31T10:00:01Z")]
    [InlineData("2024-01-31 10:00:01.123456 UTC", "2024-01-31T10:00:01.123456Z")]
    [InlineData("2024-01-31 10:00:01 +02:00", "2024-01-31T08:00:01Z")]
    [InlineData("2024-01-31T10:00:01.123456789Z", "2024-01-31T10:00:01.1234567Z")]
    [InlineData("2024-01-31 10:00:01.123456789", "2024-01-31T10:00:01.1234567Z")]
    [InlineData("2024/01/31 10:00", "2024-01-31T10:00:00Z")]
    [InlineData("31.01.2024 10:00:01", "2024-01-31T10:00:01Z")]
    [InlineData("1.2.2024", "2024-02-01T00:00:00Z")]
    [InlineData("1706695201", "2024-01-31T10:00:01Z")]
    [InlineData("1706695201000", "2024-01-31T10:00:01Z")]
    [InlineData("1706695201000000", "2024-01-31T10:00:01Z")]
    [InlineData("1706695201000000000", "2024-01-31T10:00:01Z")]
    public void Times_of_databases_and_spreadsheets_are_read(string cell, string expected)
    {
        var read = CsvTime.Read(Encoding.UTF8.GetBytes(cell), out var why);

        Assert.Null(why);
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), read, TimeSpan.FromMicroseconds(1));
    }

    [Theory]
    [InlineData("01/02/2026", "; day and month can't be told apart, so write the year first")]
    [InlineData("1/2/2026 11:59 PM", "; day and month can't be told apart, so write the year first")]
    [InlineData("21/06/2020 12:14", "; day and month can't be told apart, so write the year first")]
    [InlineData("20260131235959", "'20260131235959'")]
    [InlineData("4242424242424242", "'424242******4242'")]
    [InlineData("2223000048400011", "'222300******0011'")]
    [InlineData("31-JAN-26 10.00.00 AM", "AM'")]
    public void A_time_that_could_be_another_one_is_refused_with_what_to_do(string cell, string told)
    {
        CsvTime.Read(Encoding.UTF8.GetBytes(cell), out var why);

        Assert.EndsWith(told, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01/31/2026 11:59 PM", true)]
    [InlineData("2026-01-31T10:00:00Z", true)]
    [InlineData("1.2.26", true)]
    [InlineData("192.168.10.1", false)]
    [InlineData("555-12-3456", false)]
    [InlineData("555-123-4567", false)]
    [InlineData("2026-01", false)]
    [InlineData("1.5", false)]
    [InlineData("", false)]
    public void Dates_are_told_from_other_texts_with_digits(string text, bool looksLike) =>
        Assert.Equal(looksLike, CsvTime.LooksLikeTime(text));
}
