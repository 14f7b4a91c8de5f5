import MoatModel
import MoatSyntax

/// Reads the keys of one table, and says where one is wrong.
struct EntryReader {
  let table: TOMLTable
  /// With its article, for messages: "an audit".
  let place: String
  let context: ReadContext

  func failure(_ reason: VetStoreError.Reason, at span: SourceSpan? = nil) -> VetStoreError {
    context.failure(reason, at: span ?? table.headerSpan ?? table.span)
  }

  private func wrongType(_ key: String, _ expected: String, _ value: TOMLValue) -> VetStoreError {
    failure(.wrongType(key: key, expected: expected, found: value.kindName), at: value.span)
  }

  /// Refuses every key that is not listed, where cargo-vet does so.
  func refuseKeys(except known: [String]) throws(VetStoreError) {
    for entry in table.entries where !known.contains(entry.key) {
      throw failure(.unknownKey(entry.key, in: place, known: known), at: entry.keySpan)
    }
  }

  func required(_ key: String) throws(VetStoreError) -> TOMLValue {
    guard let value = table[key] else { throw failure(.missingKey(key, in: place)) }
    return value
  }

  // MARK: plain values

  func string(_ key: String) throws(VetStoreError) -> String? {
    guard let value = table[key] else { return nil }
    guard let text = value.string else { throw wrongType(key, "a string", value) }
    return text
  }

  /// A string that must be there, with its place.
  func requiredString(_ key: String) throws(VetStoreError) -> (text: String, span: SourceSpan) {
    let value = try required(key)
    guard let text = value.string else { throw wrongType(key, "a string", value) }
    return (text, value.span)
  }

  func boolean(_ key: String) throws(VetStoreError) -> Bool? {
    guard let value = table[key] else { return nil }
    guard let flag = value.boolean else { throw wrongType(key, "a boolean", value) }
    return flag
  }

  func number(_ key: String) throws(VetStoreError) -> UInt64? {
    guard let value = table[key] else { return nil }
    guard let number = value.integer else { throw wrongType(key, "an integer", value) }
    guard let positive = UInt64(exactly: number) else {
      throw failure(.negative(key: key), at: value.span)
    }
    return positive
  }

  /// A string that stands for a list of one, or a list of strings; nil where the key is missing.
  func strings(_ key: String) throws(VetStoreError) -> [String]? {
    guard let value = table[key] else { return nil }
    return try strings(value, key).map(\.text)
  }

  private func strings(
    _ value: TOMLValue, _ key: String
  ) throws(VetStoreError) -> [(text: String, span: SourceSpan)] {
    if let text = value.string { return [(text, value.span)] }
    guard let array = value.array else {
      throw wrongType(key, "a string or a list of strings", value)
    }
    var result: [(text: String, span: SourceSpan)] = []
    for element in array {
      guard let text = element.string else {
        throw wrongType(key, "a string or a list of strings", element)
      }
      result.append((text, element.span))
    }
    return result
  }

  /// A list of strings only.
  func list(_ key: String) throws(VetStoreError) -> [String] {
    if let value = table[key], value.array == nil {
      throw wrongType(key, "a list of strings", value)
    }
    return try strings(key) ?? []
  }

  // MARK: what the store is made of

  /// The names of criteria; they are looked up when all are known.
  func criteria(_ key: String) throws(VetStoreError) -> [String]? {
    guard let value = table[key] else { return nil }
    return try criteria(value, key)
  }

  func criteria(_ value: TOMLValue, _ key: String) throws(VetStoreError) -> [String] {
    let names = try strings(value, key)
    for (name, span) in names { context.references.append(.init(name: name, span: span)) }
    return names.map(\.text)
  }

  func requiredCriteria(_ key: String) throws(VetStoreError) -> [String] {
    try criteria(try required(key), key)
  }

  func version(_ key: String) throws(VetStoreError) -> VetVersion {
    let (text, span) = try requiredString(key)
    return try version(text, at: span)
  }

  func version(_ text: String, at span: SourceSpan) throws(VetStoreError) -> VetVersion {
    do throws(VetVersion.Malformed) { return try VetVersion(parsing: text) } catch {
      throw failure(.malformedVersion(text, error), at: span)
    }
  }

  func day(_ key: String) throws(VetStoreError) -> Day {
    let (text, span) = try requiredString(key)
    guard let day = Day(lenient: text) else { throw failure(.malformedDay(text), at: span) }
    return day
  }

  /// Who published: exactly one of two keys.
  ///
  /// cargo-vet takes the number where both are there and forgets the other. In a project's own files a
  /// statement of trust that can be read in two ways is refused.
  func publisher() throws(VetStoreError) -> PublisherSource {
    if context.prefersUser, let number = table["user-id"]?.integer,
      let user = UInt64(exactly: number)
    {
      return .user(user)
    }
    if context.prefersUser, let repository = table["trusted-publisher"]?.string {
      return .trustedPublisher(repository)
    }
    let user = try number("user-id")
    let repository = try string("trusted-publisher")
    switch (user, repository) {
    case (let user?, nil): return .user(user)
    case (nil, let repository?): return .trustedPublisher(repository)
    case (nil, nil): throw failure(.publisher(found: []))
    case (_?, _?): throw failure(.publisher(found: ["user-id", "trusted-publisher"]))
    }
  }

  // MARK: tables of tables

  /// `[KEY.NAME]` by name; empty where the key is missing.
  func tables<Value>(
    _ key: String, _ place: String, _ read: (EntryReader) throws(VetStoreError) -> Value
  ) throws(VetStoreError) -> [String: Value] {
    guard let value = table[key] else { return [:] }
    return try map(value, key) { (name, value) throws(VetStoreError) in
      guard let table = value.table else { throw wrongType(name, "a table", value) }
      return try read(EntryReader(table: table, place: place, context: context))
    }
  }

  /// `[[KEY.NAME]]` by name; empty where the key is missing.
  func lists<Value>(
    _ key: String, _ place: String, _ read: (EntryReader) throws(VetStoreError) -> Value
  ) throws(VetStoreError) -> [String: [Value]] {
    guard let value = table[key] else { return [:] }
    return try map(value, key) { (name, value) throws(VetStoreError) in
      guard let array = value.array else { throw wrongType(name, "an array of tables", value) }
      var entries: [Value] = []
      entries.reserveCapacity(array.count)
      for element in array {
        guard let table = element.table else { throw wrongType(name, "a table", element) }
        entries.append(try read(EntryReader(table: table, place: place, context: context)))
      }
      return entries
    }
  }

  /// `KEY = { NAME = … }` by name; empty where the key is missing.
  func map<Value>(
    _ key: String, _ read: (String, TOMLValue) throws(VetStoreError) -> Value
  ) throws(VetStoreError) -> [String: Value] {
    guard let value = table[key] else { return [:] }
    return try map(value, key, read)
  }

  private func map<Value>(
    _ value: TOMLValue, _ key: String, _ read: (String, TOMLValue) throws(VetStoreError) -> Value
  ) throws(VetStoreError) -> [String: Value] {
    guard let table = value.table else { throw wrongType(key, "a table", value) }
    var result: [String: Value] = [:]
    result.reserveCapacity(table.count)
    for entry in table.entries {
      let name = entry.key
      // TOML tells keys apart by their bytes, a dictionary by what Unicode makes of them.
      guard result.updateValue(try read(name, entry.value), forKey: name) == nil else {
        throw failure(.sameName(name), at: entry.keySpan)
      }
    }
    return result
  }
}
