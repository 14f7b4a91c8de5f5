import MoatInspection
import MoatModel

/// Writes a ``PackageRecord`` as bytes: numbers as LEB128, each text once.
struct RecordWriter {
  private var body: [UInt8] = []
  private var texts: [String] = []
  private var numbers: [String: Int] = [:]
  private var gateSets: [[String]: Int] = [:]
  private var gateTable: [[String]] = []
  /// What was asked for last: one mark often stands below the same conditions as the one before.
  private var lastGates: (set: [String], index: Int)?

  static func bytes(of record: PackageRecord) -> [UInt8] {
    var writer = RecordWriter()
    writer.write(record)
    var table = RecordWriter()
    table.number(writer.texts.count)
    for text in writer.texts { table.plain(text) }
    table.number(writer.gateTable.count)
    for gates in writer.gateTable {
      table.number(gates.count)
      for gate in gates { table.number(writer.numbers[gate] ?? 0) }
    }
    return table.body + writer.body
  }

  private mutating func write(_ record: PackageRecord) {
    let inspection = record.inspection
    text(inspection.identity.name)
    text(inspection.identity.version)
    flags([inspection.hasBuildScript, inspection.isProcMacro, record.content != nil])
    if let content = record.content { body += content.bytes }
    switch record.dependencies {
    case .unavailable(let reason):
      number(0)
      text(reason)
    case .known(let dependencies):
      number(dependencies.count + 1)
      for dependency in dependencies {
        text(dependency.name)
        body.append(RecordFormat.number(of: dependency.kind))
        flags([dependency.isOptional])
      }
    }
    number(inspection.gaps.count)
    for gap in inspection.gaps {
      text(gap.path)
      text(gap.reason)
    }
    number(inspection.files.count)
    for file in inspection.files { write(file) }
  }

  private mutating func write(_ file: FileInspection) {
    text(file.path)
    body.append(RecordFormat.number(of: file.role))
    flags([file.lines != nil, file.fingerprint != nil])
    if let lines = file.lines {
      for count in [lines.code, lines.test, lines.comment, lines.blank] { number(count) }
    }
    if let fingerprint = file.fingerprint {
      number(fingerprint.size)
      number(Int(truncatingIfNeeded: fingerprint.hash))
    }
    number(file.gated.count)
    for gated in file.gated {
      number(index(of: gated.conditions))
      number(gated.code)
    }
    number(file.marks.count)
    var offset = 0
    var line = 0
    for mark in file.marks {
      body.append(RecordFormat.number(of: mark.capability))
      flags([mark.via != nil, mark.argument != nil, mark.isTest, !mark.gates.isEmpty])
      signed(mark.span.lower - offset)
      number(mark.span.upper - mark.span.lower)
      signed(mark.line - line)
      signed(mark.column)
      text(mark.subject)
      if let via = mark.via { text(via) }
      if let argument = mark.argument { text(argument) }
      if !mark.gates.isEmpty { number(index(of: mark.gates)) }
      offset = mark.span.lower
      line = mark.line
    }
  }

  private mutating func index(of gates: [String]) -> Int {
    if let lastGates, lastGates.set == gates { return lastGates.index }
    let index = gateSets[gates] ?? gateTable.count
    if index == gateTable.count {
      for gate in gates { _ = self.index(of: gate) }
      gateSets[gates] = index
      gateTable.append(gates)
    }
    lastGates = (gates, index)
    return index
  }

  private mutating func index(of text: String) -> Int {
    if let known = numbers[text] { return known }
    numbers[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }

  private mutating func text(_ text: String) { number(index(of: text)) }

  private mutating func plain(_ text: String) {
    number(text.utf8.count)
    body += text.utf8
  }

  private mutating func flags(_ flags: [Bool]) {
    var byte: UInt8 = 0
    for (bit, flag) in flags.enumerated() where flag { byte |= 1 << UInt8(bit) }
    body.append(byte)
  }

  /// A negative number, which there is none of, is written as its bits.
  private mutating func number(_ value: Int) {
    var rest = UInt64(truncatingIfNeeded: value)
    while rest >= 0x80 {
      body.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    body.append(UInt8(truncatingIfNeeded: rest))
  }

  /// The sign in the lowest bit.
  private mutating func signed(_ value: Int) { number((value << 1) ^ (value >> 63)) }
}
