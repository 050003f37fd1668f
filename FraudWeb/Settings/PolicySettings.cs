using System.Globalization;
using FraudWeb.Core.Scoring;

namespace FraudWeb.Settings;

/// <summary>The section <c>Policy</c>, which turns probabilities into verdicts.</summary>
internal static class PolicySettings
{
    public static Policy Read(SettingsReader reader)
    {
        var policy = new Policy(
            reader.Fraction("Policy:Threshold"), reader.Fraction("Policy:MediumFrom"), reader.Fraction("Policy:HighFrom"),
            reader.Flag("Policy:AutoDecline"));
        if (policy.MediumFrom > policy.HighFrom)
        {
            reader.AddFault("Policy:MediumFrom", policy.MediumFrom.ToString(CultureInfo.InvariantCulture),
                $"at most Policy:HighFrom ({policy.HighFrom.ToString(CultureInfo.InvariantCulture)})");
        }

        return policy;
    }
}
