namespace Wolfictl.Melange.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Fixture(string name) => Path.Combine(Root, "tests", "fixtures", name);

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Wolfictl.sln")))
            {
                return directory.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside of a checkout.");
    }
}
