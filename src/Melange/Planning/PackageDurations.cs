using System.Text.Json;

namespace Wolfictl.Melange.Planning;

/// <summary>How long builds of packages took.</summary>
public sealed class PackageDurations
{
    private const int LargestFile = 16 * 1024 * 1024;
    private const double LongestSeconds = 30 * 24 * 3600;
    private static readonly TimeSpan WithoutAny = TimeSpan.FromMinutes(1);
    private readonly IReadOnlyDictionary<string, TimeSpan> _known;

    /// <summary>Durations by package.</summary>
    /// <param name="known">What is known.</param>
    public PackageDurations(IReadOnlyDictionary<string, TimeSpan> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        _known = known;
        Otherwise = known.Count == 0 ? WithoutAny : TimeSpan.FromTicks((long)known.Values.Average(duration => duration.Ticks));
    }

    /// <summary>What is taken for a package that is not known: the mean of those that are, a minute where none is.</summary>
    public TimeSpan Otherwise { get; }

    /// <summary>Whether anything is known of a package.</summary>
    /// <param name="package">Its name.</param>
    public bool Knows(string package) => _known.ContainsKey(package);

    /// <summary>How long a package takes.</summary>
    /// <param name="package">Its name.</param>
    public TimeSpan Of(string package) => _known.TryGetValue(package, out var duration) ? duration : Otherwise;

    /// <summary>Reads a JSON file: one object, names of packages and seconds.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="MelangeException">It cannot be read, or is something else.</exception>
    public static PackageDurations Load(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > LargestFile)
            {
                throw Problem(path, $"It has {file.Length} bytes; at most {LargestFile} are read.");
            }

            using var stream = file.OpenRead();
            var seconds = JsonSerializer.Deserialize(stream, PackageDurationsContext.Default.DictionaryStringDouble) ?? [];
            var wrong = seconds.FirstOrDefault(entry => entry.Value is not (>= 0 and <= LongestSeconds));
            return wrong.Key is null
                ? new PackageDurations(seconds.ToDictionary(entry => entry.Key, entry => TimeSpan.FromSeconds(entry.Value), StringComparer.Ordinal))
                : throw Problem(path, $"The duration of {wrong.Key} is {wrong.Value}: a number of seconds between 0 and {LongestSeconds} is wanted.");
        }
        catch (JsonException e)
        {
            throw new MelangeException(
                [new MelangeProblem(path, (int)(e.LineNumber ?? -1) + 1, (int)(e.BytePositionInLine ?? -1) + 1, "It is not a JSON object of packages and seconds, such as {\"brotli\": 41.5}.")]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Problem(path, $"It cannot be read: {e.Message}");
        }
    }

    private static MelangeException Problem(string path, string message) => new([new MelangeProblem(path, 0, 0, message)]);
}
