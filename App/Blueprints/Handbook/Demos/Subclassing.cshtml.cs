namespace App.Blueprints.Handbook.Demos;

[Exchanged("subclassing")]
public sealed class SubclassingModel(SubclassingDemo demo) : DemonstrationPage(demo);
