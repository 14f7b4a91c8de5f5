extension PackageInspector {
  /// Raised whenever the inspector finds, names or counts anything otherwise than it did before, so
  /// that nothing that an older one found is taken for what this one would.
  package static let revision = 3
}
