using System.Globalization;

namespace FraudWeb.Core.Wire;

/// <summary>Times as they are sent: RFC 3339 in UTC, to the millisecond.</summary>
public static class WireTime
{
    /// <summary>Formats a time, such as <c>2026-11-20T08:30:00.000Z</c>.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
