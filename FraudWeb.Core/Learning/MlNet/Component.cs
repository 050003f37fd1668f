namespace FraudWeb.Core.Learning.MlNet;

/// <summary>The ML.NET component of an entry, as in the entry's header, by which ML.NET finds the class that reads it.</summary>
/// <param name="Signature">Eight ASCII characters; a space represents a zero byte.</param>
/// <param name="Loader">The name under which ML.NET has registered the reader, up to 24 ASCII characters.</param>
/// <param name="Assembly">The assembly of the reader.</param>
/// <param name="Version">The version of the entry's format.</param>
/// <param name="ReadableVersion">The oldest version whose reader can read it.</param>
/// <param name="OldLoader">An older name of the reader.</param>
internal sealed record Component(
    string Signature, string Loader, string Assembly = "Microsoft.ML.Data",
    uint Version = 0x00010001, uint ReadableVersion = 0x00010001, string OldLoader = "");
