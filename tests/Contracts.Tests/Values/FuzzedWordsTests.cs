using System.Text;

namespace Wolfictl.Contracts.Tests.Values;

/// <summary>Random words against the rule, restated here character by character: nothing beyond it is taken, and nothing of it refused.</summary>
public sealed class FuzzedWordsTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const string InNames = Letters + "+._-";
    private const string InWords = Letters + "@%+=:,./_~-";

    // What make, a shell, a terminal or a decoder would take for something else.
    private static readonly string[] Dangerous =
    [
        "$", "`", "$(id)", "${x}", ";", "|", "&", "\n", "\r", "\0", "\t", " ", "\\", "'", "\"", "#", "*", "?", "[", "]", "{", "}", "<", ">", "!", "^", "(", ")",
        "\u001b[2J", "\u00a0", "\u2028", "\u202e", "\ud83d\ude00", "\ud800", "é", "ａ", "٣", "\u0131", "\u017f", "\u212a", "K", "ſ", "..", "--", "-",
    ];

    [Fact]
    public void Parse_ThousandsOfWords_TakesWhatTheRuleSays() => Fuzz(seed: 20260301, words: 20_000);

    [Fact]
    [Trait("Category", "Soak")]
    public void Parse_AMillionWords_TakesWhatTheRuleSays() => Fuzz(Environment.TickCount, words: 1_000_000);

    private static void Fuzz(int seed, int words)
    {
        var random = new Random(seed);
        var taken = 0;
        for (var i = 0; i < words; i++)
        {
            var word = Word(random);
            var goodName = word.Length is >= 1 and <= 64 && Letters.Contains(word[0], StringComparison.Ordinal) && word.All(c => InNames.Contains(c, StringComparison.Ordinal));
            var goodWord = word.Length is >= 1 and <= 1024 && word.All(c => InWords.Contains(c, StringComparison.Ordinal));
            Assert.True(PackageName.TryParse(word, null, out var name) == goodName, $"seed {seed}: PackageName of {Escape(word)}");
            Assert.True(MakeWord.TryParse(word, null, out var made) == goodWord, $"seed {seed}: MakeWord of {Escape(word)}");
            Assert.Equal(goodName ? word : "", name.Value);
            Assert.Equal(goodWord ? word : "", made.Value);
            taken += goodWord ? 1 : 0;
        }

        // Both sides of the rule were tried.
        Assert.InRange(taken, words / 20, words * 19 / 20);
    }

    private static string Word(Random random)
    {
        var text = new StringBuilder();
        var length = random.Next(20) switch
        {
            0 => random.Next(60, 70),
            1 => random.Next(1020, 1030),
            _ => random.Next(0, 16),
        };
        var spoilt = random.Next(2) == 0 ? random.Next(length + 1) : -1;
        for (var i = 0; i <= length; i++)
        {
            text.Append(i == spoilt ? Dangerous[random.Next(Dangerous.Length)] : "");
            text.Append(i < length ? InWords[random.Next(random.Next(3) == 0 ? InWords.Length : Letters.Length)] : "");
        }

        return text.ToString();
    }

    private static string Escape(string word) => string.Concat(word.Select(c => c is > ' ' and < '\x7f' ? c.ToString() : $"\\u{(int)c:x4}"));
}
