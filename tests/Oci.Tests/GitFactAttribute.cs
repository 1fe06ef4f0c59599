using Wolfictl.TestKit;

namespace Wolfictl.Oci.Tests;

/// <summary>A test that needs git.</summary>
public sealed class GitFactAttribute : FactAttribute
{
    public GitFactAttribute() => Skip = Executables.MissingReason(["git"]);

    /// <summary>Whether files must be given to another user.</summary>
    public bool NeedsRoot
    {
        get => false;
        set => Skip ??= value && !Environment.IsPrivilegedProcess ? "only root may give files to another user" : null;
    }
}
