using System.CommandLine;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Submitter;
using Wolfictl.Submitter.Commands;
using Wolfictl.Submitter.Submitting;

(string Name, Func<Command> Create)[] commands =
[
    ("submit", SubmitCommand.Create),
    ("pod", PodCommand.Create),
    ("plan", PlanCommand.Create),
    ("cache", CacheCommand.Create),
    ("cancel", CancelCommand.Create),
    ("fetch", FetchCommand.Create),
    ("bundle", BundleCommand.Create),
    ("unpack", UnpackCommand.Create),
    ("publish", PublishCommand.Create),
];
var root = new RootCommand("Builds packages of a melange distribution: on this machine, or on a farm of workers.");

// Only the command that is called is made; for help, completion and mistakes all are.
var called = commands.Where(c => args.Length > 0 && c.Name == args[0]).ToArray();
foreach (var (_, create) in called.Length > 0 ? called : commands)
{
    root.Add(create());
}

root.SetAction(_ => FirstSteps.Show());
return await CommandLineApp.RunAsync(root, SubmitFlags.Normalize(args), Failures.Explain).ConfigureAwait(false);
