import MoatCargo
import MoatInspection
import MoatRendering

/// How soon a crate should be read, and why: a hint for the order of the queue, not a judgement.
struct ReviewRisk: Hashable, Sendable {
  enum Level: Int, Comparable, Sendable {
    /// Nothing that is built changed.
    case none, low, medium, high

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private(set) var level = Level.none
  /// What matters most first.
  private(set) var reasons: [String] = []

  /// More are not read in a table.
  private static let reasonLimit = 6

  init(_ package: ReviewPackage) {
    var found: [(level: Level, reason: String)] = []
    func add(_ level: Level, _ reason: String) {
      if !found.contains(where: { $0.reason == reason }) { found.append((level, reason)) }
    }
    if let diff = package.diff {
      for note in diff.notes {
        add(Self.level(of: note.weight), VisibleText.text(note.text))
      }
      let groups = Set(package.files.map(\.group))
      if !groups.isDisjoint(with: [.buildScript, .procMacro]) {
        add(.medium, "what runs while building changed")
      }
      if !groups.isDisjoint(with: [.library, .program, .unreached]) {
        add(.low, "its code changed")
      }
    } else if package.new == nil {
      add(.none, "it is gone")
    } else {
      for mark in package.marks where !mark.mark.isTest {
        let role = package.files[mark.file].role
        guard !role.isDevelopment else { continue }
        let runsInBuild = role == .buildScript || role == .procMacro
        let level = Self.level(of: mark.mark.capability, runsInBuild: runsInBuild)
        guard level > .low else { continue }
        add(level, mark.mark.capability.rawValue + (runsInBuild ? " in a \(role.rawValue)" : ""))
      }
      if package.new?.inspection.hasBuildScript ?? false { add(.medium, "has a build script") }
      if package.new?.inspection.isProcMacro ?? false { add(.medium, "is a proc macro") }
      add(.low, "there is nothing to compare with")
    }
    let remarks = (package.new ?? package.old)?.contents.remarks ?? []
    if !remarks.isEmpty { add(.high, "not all of it can be read") }
    let sorted = found.enumerated().sorted { one, two in
      one.element.level == two.element.level
        ? one.offset < two.offset : one.element.level > two.element.level
    }.map(\.element)
    level = sorted.first?.level ?? .none
    reasons = sorted.prefix(Self.reasonLimit).map(\.reason)
  }

  private static func level(of weight: ChangeNote.Weight) -> Level {
    switch weight {
    case .alert: .high
    case .notice: .medium
    // A note about what nobody runs is no reason to hurry.
    case .detail: .none
    }
  }

  private static func level(of capability: Capability, runsInBuild: Bool) -> Level {
    switch capability {
    case .exfiltrationEndpoint, .credentialPath, .secretVariable, .persistence, .encodedPayload,
      .bidirectionalText, .embeddedBinary, .walletPattern, .tlsOff, .environmentAll, .clipboard,
      .mixedScript, .invisibleText, .downloadScript:
      .high
    case .network, .process, .permissions, .outsidePath, .dynamicLoading, .embeddedArchive,
      .embeddedScript,
      .addressLiteral, .splitString, .decoding, .includeUnusual, .ciTrigger, .timeTrigger,
      .hostTrigger:
      runsInBuild ? .high : .medium
    case .fileWrite, .environmentWrite, .directoryWalk, .longLine, .highEntropy, .beforeMain,
      .assembly, .unsafe, .ffi:
      .medium
    default: .low
    }
  }
}
