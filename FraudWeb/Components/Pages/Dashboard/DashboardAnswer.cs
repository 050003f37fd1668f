using FraudWeb.Core;
using Figures = FraudWeb.Core.Dashboard.DashboardFigures;

namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>The figures of a range.</summary>
/// <param name="Range">The requested range, or the default one if none was requested.</param>
/// <param name="Data">The figures.</param>
/// <param name="Newest">The time of the newest prediction of all, if the range has none.</param>
/// <param name="At">The time of the query.</param>
public sealed record DashboardAnswer(TimeRange Range, DashboardData Data, DateTimeOffset? Newest, DateTimeOffset At);
