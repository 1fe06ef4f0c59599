using System.CommandLine;
using Wolfictl.Hosting.CommandLine;

namespace Wolfictl.Submitter.Submitting;

/// <summary><c>--bundle-repo</c>, or <c>REPO</c>: the repository that takes bundles.</summary>
internal sealed class BundleRepositoryOption : Option<string>
{
    private const string Variable = "REPO";

    public BundleRepositoryOption(string description = "Repository that takes the source bundle")
        : base("--bundle-repo")
    {
        Description = $"{description} [env {Variable}]";
        HelpName = "REGISTRY/REPOSITORY";
    }

    /// <summary>The repository; none if neither flag nor variable is given.</summary>
    public string? Read(ParseResult parse) => parse.GetValue(this) ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } repository ? repository : null);

    /// <exception cref="CommandException">Neither flag nor variable is given.</exception>
    public string Require(ParseResult parse) =>
        Read(parse) ?? throw new CommandException(ExitCodes.Usage, $"{Name} (or {Variable}) is needed: a repository such as registry.example.org/wolfi.");
}
