using Wolfictl.Hosting.CommandLine;
using Wolfictl.Melange.Config;
using Wolfictl.Scheduler;
using Wolfictl.Submitter.Planning;

namespace Wolfictl.Submitter.Embedded;

/// <summary>What this machine must have to build here.</summary>
internal static class EmbeddedRequirements
{
    /// <exception cref="CommandException">Something is missing; the message says what to do.</exception>
    public static void Check(DirectoryPlan planned)
    {
        if (Programs.Find("melange") is null && !planned.WorksWithoutMelange)
        {
            throw new CommandException(
                ExitCodes.Usage,
                $"melange is not installed, and {DistributionSettings.FileName} does not declare that the Makefile works without it: install melange, build on a farm with --queue, or see it work with 'make demo'.");
        }

        if (Programs.Find("make") is null)
        {
            throw new CommandException(ExitCodes.Usage, "make is not installed: install it, or build on a farm with --queue.");
        }
    }
}
