namespace Wolfictl.Oci.Tests;

/// <summary>A test of what the kernel forbids, which it does not forbid to root.</summary>
public sealed class UnprivilegedFactAttribute : FactAttribute
{
    public UnprivilegedFactAttribute() => Skip = Environment.IsPrivilegedProcess ? "root may read everything" : null;
}
