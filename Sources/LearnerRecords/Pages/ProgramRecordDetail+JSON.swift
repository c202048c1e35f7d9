import Foundation
import OpenEdX

extension ProgramRecordDetail {
  /// The service's answer to the learner, the program spelled in 32 digits.
  ///
  /// `last_updated` is null where the service prints the present moment.
  package var json: JSONValue { json(uuid: program.hex) }

  /// The service's answer, or the failure; it repeats the uuid as it was asked for.
  package func json(uuid: String) -> JSONValue {
    if let failure { return ["page_failure": failure.json, "uuid": .string(uuid)] }
    return [
      "record": [
        "learner": ["full_name": .string(fullName), "username": .string(username), "email": .string(email)],
        "program": [
          "name": .string(name), "type": .string(Self.slug(typeName)), "type_name": .string(typeName),
          "completed": .bool(isCompleted), "empty": .bool(isEmpty),
          "last_updated": lastUpdated.map { .string($0.isoFormat) } ?? nil, "school": .string(school),
        ],
        "platform_name": platformName.map { .string($0) } ?? nil,
        "grades": .array(courses.map(\.json)),
        "pathways": .array(pathways.map(\.json)),
        "shared_program_record_uuid": sharedRecordUUID.map { .string($0) } ?? nil,
      ],
      "is_public": false, "uuid": .string(uuid), "records_help_url": .string(recordsHelpURL),
    ]
  }

  /// Django's `slugify`: ASCII letters, digits and underscores in lower case, the rest hyphens.
  static func slug(_ text: String) -> String {
    var result = ""
    let parts = TextParts(text).lazy.flatMap { $0.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars }
    for scalar in parts where scalar.isASCII {
      switch scalar {
      case "a"..."z", "0"..."9", "_": result.unicodeScalars.append(scalar)
      // What Python takes for white space.
      case "-", " ", "\t"..."\r", "\u{1C}"..."\u{1F}": if result.last != "-" { result.append("-") }
      default: break
      }
    }
    return result.trimmingCharacters(in: CharacterSet(charactersIn: "-_"))
  }
}

extension ProgramRecordDetail.Course {
  /// The row as the service writes it: texts and numbers, or "" for what is absent.
  var json: JSONValue {
    [
      "name": name.map { .string($0) } ?? nil, "school": .string(school),
      "attempts": attempts.map { .number(Double($0)) } ?? "", "course_id": .string(run ?? ""),
      "issue_date": .string(issueDate?.isoFormat ?? ""), "percent_grade": percent.map { .number($0) } ?? "",
      "letter_grade": .string(letter ?? ""),
    ]
  }
}

extension ProgramRecordDetail.Pathway {
  var json: JSONValue {
    [
      "name": .string(name), "id": JSONValue(id), "status": .string(status), "is_active": .bool(isActive),
      "pathway_type": .string(type),
    ]
  }
}
