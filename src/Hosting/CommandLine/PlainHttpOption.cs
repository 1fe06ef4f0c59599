using System.CommandLine;

namespace Wolfictl.Hosting.CommandLine;

/// <summary><c>--plain-http</c>, as every command has it that reaches a registry.</summary>
public sealed class PlainHttpOption : Option<bool>
{
    /// <summary>The flag; off where it is not given.</summary>
    public PlainHttpOption()
        : base("--plain-http") =>
        Description = "Reach registries by plain HTTP; those on this machine's loopback are in any case";
}
