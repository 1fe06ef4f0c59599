using System.CommandLine;
using Wolfictl.CacheWorker.Bundling;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Oci;

namespace Wolfictl.CacheWorker.Commands;

/// <summary><c>--bundle-base</c>, or <c>WOLFICTL_BUNDLE_BASE</c>: the image that bundles stand on.</summary>
public sealed class BundleBaseOption : Option<string>
{
    /// <summary>The variable that stands for the flag.</summary>
    public const string Variable = "WOLFICTL_BUNDLE_BASE";

    /// <summary>The flag, as every command has it.</summary>
    public BundleBaseOption()
        : base("--bundle-base")
    {
        Description = $"Image that bundles stand on so that pods can run them: the wolfictl image, any with sh and tar, or {BundleBase.None} [env {Variable}; default: {BundleBase.Default}]";
        HelpName = "IMAGE";
    }

    /// <summary>The image; null for none.</summary>
    /// <exception cref="CommandException">It is no reference with a tag or digest.</exception>
    public OciReference? Read(ParseResult parse)
    {
        ArgumentNullException.ThrowIfNull(parse);
        return parse.GetValue(this) is { } flag ? FlagValue.Read(Name, flag, BundleBase.Parse)
            : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? FlagValue.Read(Variable, variable, BundleBase.Parse)
            : BundleBase.Parse(BundleBase.Default);
    }
}
