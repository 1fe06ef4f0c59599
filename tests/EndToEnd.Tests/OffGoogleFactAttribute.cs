namespace Wolfictl.EndToEnd.Tests;

/// <summary>A test of a machine that is not Google's; skipped on one that is, which its firmware tells.</summary>
public sealed class OffGoogleFactAttribute : FactAttribute
{
    private const string Product = "/sys/class/dmi/id/product_name";

    public OffGoogleFactAttribute() =>
        Skip = File.Exists(Product) && File.ReadAllText(Product).StartsWith("Google", StringComparison.Ordinal) ? "this machine is Google's, and has credentials" : null;
}
