/// What a delta of two inspections comes to, as notes: one for each capability and role.
struct CapabilityNotes {
  private(set) var notes: [ChangeNote] = []

  /// How many subjects a note names.
  private static let subjectLimit = 3

  /// Has no honest reason to appear in most updates, wherever it stands.
  private static let urgent: Set<Capability> = [
    .tlsOff, .downloadScript, .environmentAll, .secretVariable, .credentialPath, .persistence,
    .clipboard, .embeddedBinary, .encodedPayload, .splitString, .bidirectionalText, .invisibleText,
    .mixedScript, .exfiltrationEndpoint, .walletPattern, .beforeMain,
  ]

  init(_ delta: InspectionDelta) {
    addGained(delta)
    addUnsafe(delta)
    addLost(delta)
  }

  static func weight(_ capability: Capability, in role: FileRole) -> ChangeNote.Weight {
    if urgent.contains(capability) { return role.isDevelopment ? .notice : .alert }
    switch role {
    case .buildScript, .procMacro:
      let ordinary = Capability.ordinaryInBuildScripts.union(Capability.ordinaryAnywhere)
      return ordinary.contains(capability) ? .notice : .alert
    case .library, .binary, .unreached, .other:
      return Capability.ordinaryAnywhere.contains(capability) ? .detail : .notice
    case .example, .test, .bench: return .detail
    }
  }

  private struct Group: Hashable {
    let capability: Capability
    let role: FileRole
  }

  private static func groups(
    _ marks: [InspectionDelta.FileMark]
  ) -> [(group: Group, marks: [InspectionDelta.FileMark])] {
    var order: [Group] = []
    var members: [Group: [InspectionDelta.FileMark]] = [:]
    // `unsafe` is counted instead: what it is in is new in every update.
    for mark in marks where mark.mark.capability != .unsafe {
      let group = Group(capability: mark.mark.capability, role: mark.role)
      if members[group] == nil { order.append(group) }
      members[group, default: []].append(mark)
    }
    return order.map { ($0, members[$0] ?? []) }
  }

  private static func subjects(_ marks: [InspectionDelta.FileMark]) -> String {
    var seen = Set<String>()
    let subjects = marks.map(\.mark.subject).filter { !$0.isEmpty && seen.insert($0).inserted }
    let shown = subjects.prefix(subjectLimit).map { "`\($0)`" }.joined(separator: ", ")
    return subjects.count > subjectLimit
      ? "\(shown) and \(subjects.count - subjectLimit) more" : shown
  }

  private mutating func addGained(_ delta: InspectionDelta) {
    for (group, marks) in Self.groups(delta.gained) {
      let isBinary = group.capability == .embeddedBinary || group.capability == .embeddedArchive
      notes.append(
        ChangeNote(
          Self.weight(group.capability, in: group.role), isBinary ? .binary : .capability,
          "new in \(group.role.place): \(group.capability.rawValue), \(Self.subjects(marks))",
          at: marks.map { ChangeNote.Place(path: $0.path, line: $0.mark.line) }))
    }
  }

  private mutating func addUnsafe(_ delta: InspectionDelta) {
    for change in delta.counts where change.capability == .unsafe && change.new > change.old {
      let places = delta.gained.filter { $0.mark.capability == .unsafe && $0.role == change.role }
      notes.append(
        ChangeNote(
          change.role.isDevelopment ? .detail : .notice, .unsafe,
          "`unsafe` in \(change.role.place): \(change.old) → \(change.new)",
          at: places.map { ChangeNote.Place(path: $0.path, line: $0.mark.line) }))
    }
  }

  private mutating func addLost(_ delta: InspectionDelta) {
    for (group, marks) in Self.groups(delta.lost) where !group.role.isDevelopment {
      notes.append(
        ChangeNote(
          .detail, .capability,
          "gone from \(group.role.place): \(group.capability.rawValue), \(Self.subjects(marks))"))
    }
  }
}

extension FileRole {
  /// The words after "in".
  fileprivate var place: String {
    switch self {
    case .buildScript: "the build script"
    case .procMacro: "the proc macro"
    case .library: "the library"
    case .binary: "a program"
    case .example: "examples"
    case .test: "tests"
    case .bench: "benchmarks"
    case .unreached: "source that no target reaches"
    case .other: "other files"
    }
  }
}
