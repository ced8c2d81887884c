"""The demonstration: invented people and their work, so that every page has something believable.

Made through the product's own actions. Making it twice changes nothing; what people wrote stays.
"""
