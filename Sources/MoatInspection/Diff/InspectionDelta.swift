import MoatModel

/// What one version of a package can do that the other cannot, by capability, subject and role; lines
/// do not count, so that what only moved is nothing new.
package struct InspectionDelta: Hashable, Sendable {
  /// A mark with the file it is in.
  package struct FileMark: Hashable, Sendable {
    package let path: String
    /// `test` for what is gated by a test wherever it stands.
    package let role: FileRole
    package let mark: Mark

    package init(path: String, role: FileRole, mark: Mark) {
      self.path = path
      self.role = role
      self.mark = mark
    }
  }

  /// How often a capability shows, where that changed.
  package struct CountChange: Hashable, Sendable {
    package let capability: Capability
    package let role: FileRole
    package let old: Int
    package let new: Int
  }

  /// In the order of capabilities, roles, paths and places: every place of what is new.
  package let gained: [FileMark]
  package let lost: [FileMark]
  /// In the order of capabilities and roles.
  package let counts: [CountChange]

  /// - Parameter old: nil for a package that was not there before.
  package init(old: PackageInspection?, new: PackageInspection?) {
    let before = Self.marks(of: old)
    let after = Self.marks(of: new)
    let oldKeys = Set(before.map(Key.init))
    let newKeys = Set(after.map(Key.init))
    gained = after.filter { !oldKeys.contains(Key($0)) }.sorted(by: Self.precedes)
    lost = before.filter { !newKeys.contains(Key($0)) }.sorted(by: Self.precedes)
    counts = Self.counts(before, after)
  }

  private struct Key: Hashable {
    let capability: Capability
    let subject: String
    let role: FileRole

    init(_ found: FileMark) {
      capability = found.mark.capability
      subject = found.mark.subject
      role = found.role
    }
  }

  private static func marks(of inspection: PackageInspection?) -> [FileMark] {
    (inspection?.files ?? []).flatMap { file in
      file.marks.map { mark in
        let role = mark.isTest && !file.role.isDevelopment ? .test : file.role
        return FileMark(path: file.path, role: role, mark: mark)
      }
    }
  }

  private struct Place: Hashable {
    let capability: Capability
    let role: FileRole
  }

  private static func counts(_ before: [FileMark], _ after: [FileMark]) -> [CountChange] {
    func tally(_ marks: [FileMark]) -> [Place: Int] {
      marks.reduce(into: [:]) {
        $0[Place(capability: $1.mark.capability, role: $1.role), default: 0] += 1
      }
    }
    let (old, new) = (tally(before), tally(after))
    return Capability.allCases.flatMap { capability in
      FileRole.allCases.compactMap { role -> CountChange? in
        let place = Place(capability: capability, role: role)
        let (one, two) = (old[place] ?? 0, new[place] ?? 0)
        return one == two
          ? nil : CountChange(capability: capability, role: role, old: one, new: two)
      }
    }
  }

  private static func precedes(_ one: FileMark, _ two: FileMark) -> Bool {
    if one.mark.capability != two.mark.capability {
      return one.mark.capability < two.mark.capability
    }
    if one.role != two.role { return one.role.rank < two.role.rank }
    if one.path != two.path { return one.path.utf8.lexicographicallyPrecedes(two.path.utf8) }
    return one.mark.span < two.mark.span
  }
}

extension FileRole {
  /// The place in the list of roles: what runs while building comes first.
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
