namespace App.Blueprints.Handbook;

/// <summary>
/// Excludes a page of a demonstration from the list of its HTTP exchanges, because a script polls it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class UnrecordedAttribute : Attribute;
