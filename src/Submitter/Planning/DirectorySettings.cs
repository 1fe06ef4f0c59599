using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Melange.Config;
using TargetFormat = Wolfictl.Contracts.TargetFormat;

namespace Wolfictl.Submitter.Planning;

/// <summary>What <c>.wolfictl.yaml</c> of the directory adds to the flags; a flag goes before it, lists are put together.</summary>
internal static class DirectorySettings
{
    public static PlanOptions Complete(PlanOptions options, DistributionSettings settings)
    {
        try
        {
            return options with
            {
                TargetFormat = options.TargetFormat == TargetFormat.Auto ? Enum.Parse<TargetFormat>(settings.TargetFormat.ToString()) : options.TargetFormat,
                Architectures = options.Architectures.Count > 0 ? options.Architectures : [.. settings.Architectures.Select(Architectures.Parse)],
                Repositories = [.. settings.Repositories.Select(r => MakeWord.Parse(r)), .. options.Repositories],
                Keyring = [.. settings.Keyring.Select(k => MakeWord.Parse(k)), .. options.Keyring],
            };
        }
        catch (FormatException e)
        {
            throw new CommandException(ExitCodes.Usage, $"{Path.Combine(options.Directory, DistributionSettings.FileName)}: {e.Message}", e);
        }
    }
}
