namespace Wolfictl.Melange.Config.Expansion;

/// <summary>Ends the work on one configuration: the problems found so far are enough to begin with. It never leaves the library.</summary>
internal sealed class TooManyProblemsException : Exception;
