namespace Wolfictl.Melange.Config.Substitution.GoRegex;

/// <summary>The flags that .NET does not have in the same sense, and that are written out instead.</summary>
/// <param name="MultiLine"><c>m</c>: <c>^</c> and <c>$</c> hold at lines.</param>
/// <param name="DotAll"><c>s</c>: <c>.</c> takes line ends.</param>
/// <param name="Ungreedy"><c>U</c>: <c>x*</c> and <c>x*?</c> change their meanings.</param>
internal readonly record struct GoFlags(bool MultiLine, bool DotAll, bool Ungreedy);
