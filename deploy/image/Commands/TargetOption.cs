using System.CommandLine;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci;

namespace Wolfictl.Image.Commands;

/// <summary><c>--target</c>: the repository and tag that an image gets.</summary>
internal sealed class TargetOption : Option<string>
{
    public TargetOption()
        : base("--target")
    {
        Description = "Where the image goes";
        HelpName = "REGISTRY/REPOSITORY:TAG";
        Required = true;
    }

    /// <exception cref="CommandException">It is no reference, or has no tag.</exception>
    public OciReference Read(ParseResult parse) => Reference.Parse(Name, parse.GetValue(this)!) is { Tag: not null, Digest: null } target
        ? target
        : throw new CommandException(ExitCodes.Usage, $"{Name} is {parse.GetValue(this)}: a tag is expected, and no digest.");
}
