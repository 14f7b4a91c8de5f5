/// What a package can do, by part and capability.
package struct PackageInventory: Sendable {
  /// One capability in one part of the package.
  package struct Entry: Sendable {
    package let section: CodeSection
    package let capability: Capability
    /// In the order of paths and places; never empty.
    package let marks: [InspectionDelta.FileMark]

    /// What the marks are called with, each once and in order: programs, variables, files.
    package var arguments: [String] {
      var seen: Set<String> = []
      return marks.compactMap(\.mark.argument).filter { !$0.isEmpty && seen.insert($0).inserted }
    }
  }

  /// In the order of parts and capabilities.
  package let entries: [Entry]

  /// - Parameter only: the capabilities that count; nil for all.
  package init(_ inspection: PackageInspection, only: Set<Capability>? = nil) {
    struct Key: Hashable {
      let section: CodeSection
      let capability: Capability
    }
    var found: [Key: [InspectionDelta.FileMark]] = [:]
    for file in inspection.files {
      for mark in file.marks where only?.contains(mark.capability) ?? true {
        found[Key(section: CodeSection(file, mark), capability: mark.capability), default: []]
          .append(InspectionDelta.FileMark(path: file.path, role: file.role, mark: mark))
      }
    }
    entries = found.map { key, marks in
      Entry(section: key.section, capability: key.capability, marks: marks)
    }.sorted { ($0.section, $0.capability) < ($1.section, $1.capability) }
  }

  /// The entries of one part.
  package func entries(in section: CodeSection) -> [Entry] {
    entries.filter { $0.section == section }
  }
}
