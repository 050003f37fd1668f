namespace FraudWeb.Settings;

/// <summary>Settings that the program can't start with; the message has a line for every fault.</summary>
public sealed class SettingsException(IEnumerable<string> faults)
    : Exception("FraudWeb can't start with these settings:" + string.Concat(faults.Select(fault => Environment.NewLine + "  " + fault)));
