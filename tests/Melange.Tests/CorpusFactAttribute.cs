namespace Wolfictl.Melange.Tests;

/// <summary>A test over real configurations. They are not part of this repository: the environment says where they are.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute()
    {
        if (Corpus.Root is null)
        {
            Skip = "WOLFI_CORPUS does not name the folder with wolfi-os-2023-03-27 and wolfi-os-2026-08-22.";
        }
    }
}
