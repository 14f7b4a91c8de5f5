/// Which paths of a file somebody wants to know, so that no others need be resolved.
package struct PathInterest: Sendable {
  /// A path that no import of interest leads to must have one of these, as it is written.
  let names: TokenFilter
  /// For each import of the file, whether what it stands for is of interest.
  let imports: [Bool]

  /// - Parameter imports: one for each of ``RustSource/imports``.
  package init(names: TokenFilter, imports: [Bool]) {
    self.names = names
    self.imports = imports
  }
}
