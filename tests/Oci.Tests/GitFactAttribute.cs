using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests;

/// <summary>A test that needs git.</summary>
public sealed class GitFactAttribute : FactAttribute
{
    public GitFactAttribute() => Skip = Executables.MissingReason(["git"]);
}
