"""The RFC series: index, texts and XML -> RFCs, authorships, citations, mentions of Recommendations."""
