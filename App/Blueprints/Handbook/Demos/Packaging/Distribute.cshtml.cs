namespace App.Blueprints.Handbook.Demos.Packaging;

public sealed class DistributeModel(DistributeDemo demo) : DemonstrationPage(demo);
