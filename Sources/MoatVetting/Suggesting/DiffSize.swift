/// How much there is to read in a version, or in the change from one to another.
package struct DiffSize: Hashable, Sendable {
  package var insertions: Int
  package var deletions: Int
  package var filesChanged: Int

  package init(insertions: Int, deletions: Int, filesChanged: Int) {
    self.insertions = insertions
    self.deletions = deletions
    self.filesChanged = filesChanged
  }

  /// Lines to read: insertions and deletions.
  package var lines: Int {
    let (sum, isOverflow) = insertions.addingReportingOverflow(deletions)
    return isOverflow ? .max : sum
  }
}

/// Something that could be audited: a version of a crate, or the change that leads to it.
package struct AuditTask: Hashable, Sendable {
  package let crate: String
  /// nil for all of the version.
  package let from: VetVersion?
  package let to: VetVersion

  package init(crate: String, from: VetVersion?, to: VetVersion) {
    self.crate = crate
    self.from = from
    self.to = to
  }
}
