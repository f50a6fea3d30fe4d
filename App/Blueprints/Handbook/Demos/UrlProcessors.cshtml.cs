namespace App.Blueprints.Handbook.Demos;

public sealed class UrlProcessorsModel(UrlProcessorsDemo demo) : DemonstrationPage(demo);
