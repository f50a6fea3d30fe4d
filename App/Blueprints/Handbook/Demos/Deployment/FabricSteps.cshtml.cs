namespace App.Blueprints.Handbook.Demos.Deployment;

/// <summary>
/// Shows the steps of the visitor's last deployment. The chapter requests this page every half second during a
/// deployment, so its requests are not recorded in the chapter's list of HTTP traffic.
/// </summary>
[Unrecorded]
public sealed class FabricStepsModel(DeploymentDemo demo) : DemonstrationPage(demo)
{
    protected override string PartialName => demo.StepsPartial;
}
