namespace Wolfictl.Melange.Config;

/// <summary>Whether a directory's Makefile works without melange.</summary>
public enum MelangeUse
{
    /// <summary>It runs melange.</summary>
    Required,

    /// <summary>It works without melange.</summary>
    Optional,
}
