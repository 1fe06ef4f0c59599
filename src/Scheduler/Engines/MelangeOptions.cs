using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines;

/// <summary>What <c>MELANGE_EXTRA_OPTS</c> says to <c>melange build</c>, whichever engine runs it.</summary>
internal static class MelangeOptions
{
    /// <summary>Words that make and a shell will see, in one text.</summary>
    public static string Text(string cacheFolder, IEnumerable<MakeWord> keyring, IEnumerable<MakeWord> repositories, IEnumerable<MakeWord> others) =>
        string.Join(' ', [
            $"--cache-dir={cacheFolder}",
            .. keyring.Select(key => $"-k {key.Value}"),
            .. repositories.Select(repository => $"-r {repository.Value}"),
            .. others.Select(word => word.Value),
        ]);
}
