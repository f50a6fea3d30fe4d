namespace App.Blueprints.Handbook.Demos;

public sealed class SubclassingModel(SubclassingDemo demo) : DemonstrationPage(demo);
