namespace Wolfictl.TestKit;

/// <summary>Looks for programs that tests need and machines may lack.</summary>
public static class Executables
{
    /// <summary>The full path of <paramref name="name"/> on PATH, or null.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);

    /// <summary>A reason to skip a test that needs <paramref name="names"/>, or null when all are on PATH.</summary>
    public static string? MissingReason(IEnumerable<string> names) =>
        names.FirstOrDefault(name => Find(name) is null) is { } missing ? $"{missing} is not on PATH" : null;
}
