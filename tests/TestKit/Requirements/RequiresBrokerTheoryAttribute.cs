using Xunit;

namespace Wolfictl.TestKit.Requirements;

/// <summary>A theory that needs RabbitMQ; skipped where the environment names none.</summary>
public sealed class RequiresBrokerTheoryAttribute : TheoryAttribute
{
    public RequiresBrokerTheoryAttribute() => Skip = Requirement.Broker;
}
