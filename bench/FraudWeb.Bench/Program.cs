using FraudWeb.Bench;

return args switch
{
    ["store", ..] => await StoreBench.RunAsync(args.Length > 1 ? args[1] : null),
    ["retention"] => await RetentionBench.RunAsync(),
    ["csv", ..] => await CsvBench.RunAsync(),
    ["engine", var folder] => EngineBench.Run(folder),
    ["mlnet", var folder] => MlNetBench.Run(folder),
    ["mlnet-folds", var folder, ..] => await MlNetFoldsBench.RunAsync(folder, args.Length > 2 ? args[2] : null),
    ["micro", var folder] => MicroBench.Run(folder),
    ["folds", var folder, ..] => await FoldsBench.RunAsync(folder, args.Length > 2 ? args[2] : null),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: store [FOLDER]          FOLDER: keeps the filled data folder there, and uses it again
               retention
               csv
               engine FOLDER           FOLDER: train.f32 and test.f32, as synthetic.py of the tree peers makes them
               mlnet FOLDER            the same files
               micro FOLDER            the same files
               folds FOLDER [SCHEMA]   FOLDER: folders with train.csv and test.csv each; SCHEMA: a schema file, else card-transactions
               mlnet-folds FOLDER [SCHEMA]   the same folders
        """);
    return 2;
}
