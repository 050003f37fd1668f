using FraudWeb.Bench;

return args switch
{
    ["store", ..] => await StoreBench.RunAsync(args.Length > 1 ? args[1] : null),
    ["csv", ..] => await CsvBench.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: store [FOLDER] | csv      FOLDER: keeps the filled data folder there, and uses it again");
    return 2;
}
