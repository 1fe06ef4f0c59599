using System.CommandLine;
using Wolfictl.Contracts;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Submitter.Terminals;

namespace Wolfictl.Submitter.Planning;

/// <summary>The flags that shape a plan: <c>plan</c> and <c>submit</c> have them in common.</summary>
internal sealed class PlanFlags
{
    private readonly Argument<string[]> _packages = new("package") { Description = "Packages, with all that they need [default: all]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _directory = new("-d", "--dir") { HelpName = "DIR", Description = "The directory of melange configurations", DefaultValueFactory = _ => "." };
    private readonly Option<string> _pipelines = new("--pipeline-dir") { HelpName = "DIR", Description = "Where pipelines are found before melange's own [default: <dir>/pipelines]" };
    private readonly Option<string[]> _architectures;
    private readonly Option<bool> _only = new("--only") { Description = "Only the packages named, not what they need" };
    private readonly ChoiceOption<TargetFormat> _targetFormat = new("Form of the Makefile's targets", TargetFormat.Auto, "--target-format");
    private readonly Option<string[]> _repositories = new("-r", "--repository-append") { HelpName = "REPOSITORY", Description = "Repository to take packages from: what it has is not built; repeatable" };
    private readonly Option<string[]> _keyring = new("-k", "--keyring-append") { HelpName = "KEY", Description = "Key that the repositories' indexes must be signed with; repeatable" };
    private readonly Option<string> _destination = new("--destination-repository") { HelpName = "REPOSITORY", Description = "Repository whose APKINDEX tells what is built already" };

    /// <summary>The flags, with what stands in for <c>--arch</c> where it is not given.</summary>
    /// <param name="architecturesOtherwise">That.</param>
    /// <param name="oneArchitecture">Whether the command refuses a second one.</param>
    public PlanFlags(string architecturesOtherwise, bool oneArchitecture = false) =>
        _architectures = new("-a", "--arch") { HelpName = "ARCH", Description = $"Architecture{(oneArchitecture ? "" : "; repeatable")} [default: {architecturesOtherwise}]" };

    public void AddTo(Command command)
    {
        command.Add(_packages);
        foreach (var option in new Option[] { _directory, _pipelines, _architectures, _only, _targetFormat, _repositories, _keyring, _destination })
        {
            command.Add(option);
        }
    }

    /// <exception cref="Hosting.CommandLine.CommandException">A value can't be used; the flag is named.</exception>
    public PlanOptions Read(ParseResult parse) => new()
    {
        Packages = FlagValues.All("a package", parse.GetValue(_packages)?.Distinct().ToArray(), t => PackageName.Parse(t)),
        Directory = Path.GetFullPath(parse.GetValue(_directory)!),
        PipelineDirectory = parse.GetValue(_pipelines) is { } pipelines ? Path.GetFullPath(pipelines) : null,
        Architectures = [.. FlagValues.All("--arch", parse.GetValue(_architectures), Architectures.Parse).Distinct()],
        Only = parse.GetValue(_only),
        TargetFormat = _targetFormat.Read(parse),
        Repositories = FlagValues.All("--repository-append", parse.GetValue(_repositories), t => MakeWord.Parse(t)),
        Keyring = FlagValues.All("--keyring-append", parse.GetValue(_keyring), t => MakeWord.Parse(t)),
        DestinationRepository = FlagValues.One("--destination-repository", parse.GetValue(_destination), t => MakeWord.Parse(t)),
    };
}
