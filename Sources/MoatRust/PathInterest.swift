/// Names that paths are told by.
package struct PathNames: Sendable {
  /// What a path can begin with.
  package var first: TokenFilter
  /// What it can go on with, or be where it is one name.
  package var further: TokenFilter

  package init(first: TokenFilter, further: TokenFilter) {
    self.first = first
    self.further = further
  }
}

/// Which paths of a file somebody wants to know, so that no others need be resolved.
package struct PathInterest: Sendable {
  /// A path that no import of interest leads to must have one of these, as it is written.
  let names: PathNames
  /// For each import of the file, whether what it stands for is of interest.
  let imports: [Bool]

  /// - Parameter imports: one for each of ``RustSource/imports``.
  package init(names: PathNames, imports: [Bool]) {
    self.names = names
    self.imports = imports
  }
}
