using FraudWeb.Core;
using Figures = FraudWeb.Core.Dashboard.DashboardFigures;

namespace FraudWeb.Components.Pages.Dashboard;

/// <summary>What was found for a range.</summary>
/// <param name="Range">The range, or the one that was chosen where none was asked for.</param>
/// <param name="Data">Its figures.</param>
/// <param name="Newest">When there are none: the newest prediction of all.</param>
/// <param name="At">When this was so.</param>
public sealed record DashboardAnswer(TimeRange Range, DashboardData Data, DateTimeOffset? Newest, DateTimeOffset At);
