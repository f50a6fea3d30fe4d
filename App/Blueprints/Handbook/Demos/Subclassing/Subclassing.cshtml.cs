namespace App.Blueprints.Handbook.Demos.Subclassing;

public sealed class SubclassingModel(SubclassingDemo demo) : DemonstrationPage(demo);
