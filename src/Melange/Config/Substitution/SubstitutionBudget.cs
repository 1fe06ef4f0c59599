namespace Wolfictl.Melange.Config.Substitution;

/// <summary>Bounds on what one configuration may expand to, so that a small hostile file cannot ask for hours or gigabytes.</summary>
internal sealed class SubstitutionBudget
{
    public const int ValueCharacters = 64 * 1024;
    public const int Subpackages = 10_000;
    public const int Steps = 200_000;
    private const int CostOfOne = 16;
    private int _characters = 16 * 1024 * 1024;
    private int _steps = Steps;

    /// <summary>The time all regular expressions of one configuration may take together; real ones take microseconds.</summary>
    public TimeSpan Matching { get; set; } = TimeSpan.FromMilliseconds(500);

    public bool TrySpend(int characters) => characters <= ValueCharacters && (_characters -= characters + CostOfOne) >= 0;

    public bool TryStep() => --_steps >= 0;
}
