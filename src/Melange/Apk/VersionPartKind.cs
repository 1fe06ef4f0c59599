namespace Wolfictl.Melange.Apk;

/// <summary>The parts of a version, in the order in which they may follow each other. Where one version goes on with an earlier kind than another, it is the newer.</summary>
internal enum VersionPartKind
{
    FirstNumber,
    Number,
    Letter,
    Suffix,
    SuffixNumber,
    Hash,
    Revision,
    End,
}
