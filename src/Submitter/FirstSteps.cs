using Wolfictl.Hosting.CommandLine;

namespace Wolfictl.Submitter;

/// <summary>What <c>wolfictl</c> alone says.</summary>
internal static class FirstSteps
{
    public static int Show()
    {
        Console.Out.WriteLine("Try it:       make demo                                          (a tiny distribution, without melange)");
        Console.Out.WriteLine("One machine:  wolfictl submit brotli git-lfs                     (in a directory of melange configurations)");
        Console.Out.WriteLine("A farm:       wolfictl submit --queue amqp://… --bundle-repo …   (wolfictl submit --help has examples)");
        return ExitCodes.Done;
    }
}
