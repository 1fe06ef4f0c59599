namespace Wolfictl.TestKit.Files;

/// <summary>The checkout that the tests were built in.</summary>
public static class Checkout
{
    /// <summary>Its root: the nearest folder above the tests that holds <c>Wolfictl.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>The example distribution.</summary>
    public static string TinyDistro => Path.Combine(Root, "examples", "tiny-distro");

    /// <summary>An executable of this checkout, built in the same configuration as the tests; the test project has to reference its project.</summary>
    public static string Executable(string project, string assembly) =>
        Path.Combine(Root, "artifacts", "build", "bin", project, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), assembly);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Wolfictl.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Wolfictl.sln: run the tests inside the checkout.");
    }
}
