using System.CommandLine;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Submitter;
using Wolfictl.Submitter.Commands;
using Wolfictl.Submitter.Submitting;

var root = new RootCommand("Builds packages of a melange distribution: on this machine, or on a farm of workers.")
{
    SubmitCommand.Create(),
    PlanCommand.Create(),
    CacheCommand.Create(),
    CancelCommand.Create(),
    FetchCommand.Create(),
    BundleCommand.Create(),
};
root.SetAction(_ => FirstSteps.Show());
return await CommandLineApp.RunAsync(root, SubmitFlags.Normalize(args), Failures.Explain).ConfigureAwait(false);
